"""One example of each thing that `code.yml` refuses. Nothing imports this and nothing runs it."""

# ruleid: no-call-to-another-machine
import urllib.request

# ruleid: no-cryptography-but-in-sealing
from nacl.secret import SecretBox

# ruleid: no-memory-shared-between-readers
from django.core.cache import cache

# ruleid: no-words-on-the-disk
import tempfile

# ruleid: no-chance-that-can-be-guessed
import random


# ruleid: no-door-without-a-form-s-token
@csrf_exempt
def door(request):
    # ruleid: no-way-on-that-the-browser-chose
    return redirect(request.GET.get("next"))


def ways(request, answer, account, log, typed):
    wanted = request.POST["next"]
    # ruleid: no-way-on-that-the-browser-chose
    HttpResponseRedirect(wanted)
    # ok: no-way-on-that-the-browser-chose
    redirect(wanted_in(request))
    # ruleid: no-header-that-the-browser-chose
    answer["Content-Disposition"] = f"attachment; filename={request.GET['name']}"
    # ok: no-header-that-the-browser-chose
    answer["Content-Type"] = "text/plain"
    # ruleid: no-page-that-is-no-template
    HttpResponse(f"<p>{typed}</p>")
    # ok: no-page-that-is-no-template
    HttpResponse("kept")
    # ruleid: no-markup-from-a-filled-string
    format_html(f"<b>{typed}</b>")
    # ok: no-markup-from-a-filled-string
    format_html("<b>{}</b>", typed)
    # ruleid: no-person-in-a-log-line
    log.warning("%s can't sign in", account.username)
    # ruleid: no-person-in-a-log-line
    log.error(f"{request.POST} was refused")
    # ok: no-person-in-a-log-line
    log.warning("A tick failed; the next one tries again.")
    # ruleid: no-secret-compared-by-its-letters
    typed == account.verifier
    # ok: no-secret-compared-by-its-letters
    hmac.compare_digest(typed, account.verifier)
    # ruleid: no-words-on-the-disk
    path.write_text(typed)
    # ruleid: no-raw-sql-past-the-querysets
    Dossier.objects.raw("SELECT 1")
    # ruleid: no-cookie-within-a-script-s-reach
    answer.set_cookie("name", "value")
    # ok: no-cookie-within-a-script-s-reach
    answer.set_cookie("name", "value", secure=True, httponly=True, samesite="Strict")
    # ruleid: no-code-out-of-words
    Template(typed)
