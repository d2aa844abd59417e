"""How long a dispatcher waits for a call to be saved, and how soon other boards show it: 20 boards open, 5 calls a second.

Starts a server of its own on 127.0.0.1, on a fresh database: SQLite, or one made on TEST_DATABASE_URL. Each board does what
static/js/board.js does: it follows the stream and asks for rows a moment later, no more often than every 400 ms.
"""

import asyncio
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from urllib.parse import quote, urlencode

from sqlalchemy.engine import make_url
from uuid6 import uuid7

from bench.streams import ANSWER_WITHIN_S, ROOT, database, free_port, report, server

BOARDS, CALLS_A_SECOND, SECONDS = 20, 5, 30
GATHER_S, SPREAD_S, APART_S = 0.03, 0.2, 0.4
SAVE_AIM_MS, BOARD_AIM_MS = 100, 1000
NAME, PASSWORD = "dispatcher@demo.tashkent", "choynak-piyola-dasturxon"


def main():
    with tempfile.TemporaryDirectory() as folder, database(folder) as url:
        port = free_port()
        os.environ |= {"DATABASE_URL": url, "PORT": str(port), "WEB_WORKERS": "2", "LOG_LEVEL": "ERROR"}
        for step in (["db", "upgrade"], ["demo"]):
            subprocess.run([ROOT / ".venv/bin/city", *step], check=True, capture_output=True)
        kind = make_url(url).get_backend_name()
        print(f"{kind}, {os.cpu_count()} processors, {BOARDS} boards, {CALLS_A_SECOND} calls a second")
        with server("wsgi:app"):
            asyncio.run(Shift(port).run())


class Shift:
    """One dispatcher's session is used by all boards and by the sender; `shown` are milliseconds from sending to each board."""

    def __init__(self, port):
        self.port, self.cookie, self.token = port, "", ""
        self.sent_at, self.saves, self.shown, self.greeted = {}, [], [], 0

    async def run(self):
        await self.wait_for_server()
        await self.sign_in()
        boards = [asyncio.create_task(self.watch()) for _ in range(BOARDS)]
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while self.greeted < BOARDS:
                await asyncio.sleep(0.05)
        await self.send_calls(2)  # each process has loaded what it needs
        await asyncio.sleep(2)
        self.saves.clear()
        self.shown.clear()
        await self.send_calls(SECONDS)
        await asyncio.sleep(2)
        report("save of a call, as its sender waits", self.saves, SAVE_AIM_MS)
        report("from sending to another board", self.shown, BOARD_AIM_MS)
        print(f"shown {len(self.shown)} of {len(self.saves) * BOARDS}; median save {statistics.median(self.saves):.1f} ms")
        for board in boards:
            board.cancel()
        await asyncio.gather(*boards, return_exceptions=True)

    async def wait_for_server(self):
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while True:
                try:
                    return await self.ask("GET", "/health/live")
                except OSError:
                    await asyncio.sleep(0.1)

    async def sign_in(self):
        for _ in range(2):  # the form for its token; then the answer for the session
            head, page = await self.ask("GET", "/staff/sign-in?next=/staff/112/")
            self.take_cookie(head)
            self.token = read_token(page)
            form = {"csrf_token": self.token, "name": NAME, "password": PASSWORD, "next": "/staff/112/"}
            head, _ = await self.ask("POST", "/staff/sign-in", urlencode(form))
            self.take_cookie(head)
            if head.startswith("HTTP/1.1 303"):
                break
        head, page = await self.ask("GET", "/staff/112/")
        self.take_cookie(head)
        self.token = read_token(page)

    def take_cookie(self, head):
        if found := re.search(r"set-cookie: (city=[^;]+)", head, re.IGNORECASE):
            self.cookie = found[1]

    async def send_calls(self, seconds):
        begun, tasks = time.perf_counter(), []
        for number in range(seconds * CALLS_A_SECOND):
            await asyncio.sleep(max(0, begun + number / CALLS_A_SECOND - time.perf_counter()))
            tasks.append(asyncio.create_task(self.send_call()))
        await asyncio.gather(*tasks)

    async def send_call(self):
        form = {"csrf_token": self.token, "key": str(uuid7()), "what": "Bench", "where": "Chorsu", "services": "fire"}
        form |= {"lon": "69.2353", "lat": "41.3266", "callback": "901234567"}
        begun = time.perf_counter()
        head, body = await self.ask("POST", "/api/v1/112/calls", urlencode(form))
        self.saves.append((time.perf_counter() - begun) * 1000)
        assert head.startswith("HTTP/1.1 201"), head[:200] + body[:200]
        self.sent_at[int(re.search(r'"incident": ?(\d+)', body)[1])] = begun

    async def watch(self):
        reader, writer = await self.open("GET", "/api/v1/112/board/events", accept="text/event-stream")
        wanted, tasks, kind, asked = set(), [], "", 0
        try:
            while line := await reader.readline():
                if line.startswith(b"event: "):
                    kind = line[7:].strip()
                    self.greeted += kind == b"hello"
                elif line.startswith(b"data: ") and kind == b"incident":
                    if not wanted:
                        wait = max(GATHER_S + random.random() * SPREAD_S, asked + APART_S - time.perf_counter())
                        asked = time.perf_counter() + wait
                        tasks.append(asyncio.create_task(self.fetch_rows(wanted, wait)))
                    wanted.add(int(re.search(rb'"id": (\d+)', line)[1]))
        finally:
            writer.close()

    async def fetch_rows(self, wanted, wait):
        await asyncio.sleep(wait)
        ids = sorted(wanted)
        wanted.clear()
        _, page = await self.ask("GET", f"/staff/112/board/rows?ids={quote(','.join(map(str, ids)))}")
        at = time.perf_counter()
        for number in ids:
            assert f'id="incident-{number}"' in page
            for _ in range(100):  # the sender may not have read its own answer yet
                if number in self.sent_at:
                    break
                await asyncio.sleep(0.01)
            self.shown.append((at - self.sent_at.get(number, at)) * 1000)

    async def ask(self, method, path, body=""):
        reader, writer = await self.open(method, path, body)
        answer = (await reader.read()).decode()
        writer.close()
        head, _, text = answer.partition("\r\n\r\n")
        return head, text

    async def open(self, method, path, body="", accept="*/*"):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nConnection: close\r\n"
        head += f"Cookie: {self.cookie}\r\n"
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        writer.write(f"{head}{form}\r\n{body}".encode())
        return reader, writer


def read_token(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


if __name__ == "__main__":
    main()
