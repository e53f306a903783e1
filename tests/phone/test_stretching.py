"""A browser stretches a passphrase as argon2-cffi does, with WebAssembly and without."""

import pytest
from argon2.low_level import Type, hash_secret_raw
from playwright.sync_api import Browser, Route

from tests.phone.test_built import BUILT

pytestmark = pytest.mark.browser

PLACE = "http://phone.localhost/"
POLICY = "default-src 'none'; script-src 'self'{}; worker-src 'self'"
PASSPHRASE, SALT = "añil quinua lluvia puente", bytes([3]) * 16
MEMORY, PASSES = 256, 2
ASK = """([name, salt]) => new Promise((told) => {
  const worker = new Worker(`/${name}.js`);
  worker.onmessage = ({ data }) => told(data.key && [...data.key]);
  const typed = new TextEncoder().encode("añil quinua lluvia puente");
  worker.postMessage({ id: 1, typed, salt: new Uint8Array(salt), memory: 256, passes: 2 });
})"""


def stretched(chromium: Browser, name: str, policy: str) -> bytes | None:
    """Ask a worker on a page with a policy; None where it says that it could not."""

    def answer(route: Route) -> None:
        script = BUILT / route.request.url.removeprefix(PLACE)
        if script.suffix == ".js":
            kind = 'text/javascript; charset="utf-8"'
            headers = {"Content-Security-Policy": policy, "Content-Type": kind}
            route.fulfill(body=script.read_bytes(), headers=headers)
        else:
            headers = {"Content-Security-Policy": policy, "Content-Type": "text/html"}
            route.fulfill(body="<!doctype html>", headers=headers)

    with chromium.new_context() as context:
        page = context.new_page()
        page.route(f"{PLACE}**", answer)
        page.goto(PLACE)
        key = page.evaluate(ASK, [name, list(SALT)])
        return None if key is None else bytes(key)


def test_both_workers_give_what_the_server_would(chromium: Browser) -> None:
    wanted = hash_secret_raw(
        PASSPHRASE.encode(),
        SALT,
        time_cost=PASSES,
        memory_cost=MEMORY,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    with_it, without = POLICY.format(" 'wasm-unsafe-eval'"), POLICY.format("")

    assert stretched(chromium, "argon", with_it) == wanted
    # As before Chrome 97: our policy lets no WebAssembly run there, and the other worker is asked.
    assert stretched(chromium, "argon", without) is None
    assert stretched(chromium, "argon_plain", without) == wanted
