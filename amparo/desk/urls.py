"""The desk's addresses: nouns and ids; a name of a child or a running number is in none."""

from django.urls import path

from amparo.desk.views import (
    arrivals,
    calls,
    cases,
    concerns,
    danger,
    deputies,
    dossiers,
    duties,
    entrance,
    home,
    letters,
    numbers,
    office,
    oversight,
    protocols,
    raising,
    readings,
    steps,
)

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("hat/", entrance.hat, name="hat"),
    path("duties/", duties.duties, name="duties"),
    path("duties/absence/", duties.absence, name="absence"),
    path("cases/", cases.cases, name="cases"),
    path("dossiers/<uuid:id>/", dossiers.dossier, name="dossier"),
    path("dossiers/<uuid:id>/file/", dossiers.file, name="file"),
    path("dossiers/<uuid:id>/steps/<slug:key>/", steps.step, name="step"),
    path("dossiers/<uuid:id>/letter/", letters.letter, name="letter"),
    path("dossiers/<uuid:id>/call-back/", calls.call_back, name="call_back"),
    path("arrivals/register/", arrivals.register, name="register"),
    path("office/", office.office, name="office"),
    path("office/readings/", readings.readings, name="readings"),
    path("office/deputies/", deputies.deputies, name="deputies"),
    path("office/<uuid:id>/assign/", office.assign, name="assign"),
    path("office/<uuid:id>/conflict/", office.conflict, name="conflict"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("protocols/", protocols.protocols, name="protocols"),
    path("protocols/<slug:key>/", protocols.protocol, name="protocol"),
    path("danger/", danger.ask, name="danger"),
    path("danger/<uuid:id>/", danger.call, name="danger_call"),
    path("numbers/", numbers.show, name="numbers"),
    path("numbers/tested/", numbers.tested, name="numbers_tested"),
    path("concerns/", concerns.mine, name="concerns"),
    path("concerns/<uuid:id>/", concerns.show, name="concern"),
    path("concerns/raise/", raising.begin, name="raise"),
    path("concerns/raise/<uuid:id>/", raising.check, name="raise_check"),
    path("concerns/raise/<uuid:id>/<slug:page>/", raising.page, name="raise_page"),
]
