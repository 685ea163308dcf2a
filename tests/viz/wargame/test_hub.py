"""The hub and its stream: the newest state to each audience, whole on connecting, and to nobody else."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from stackcraft.viz.wargame.hub import Hub
from stackcraft.viz.wargame.stream import stream


class Client:
    """A page at the other end of a stream: what it was sent, and its leaving."""

    def __init__(self):
        self.sent, self.left, self.news = [], asyncio.Event(), asyncio.Event()

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        self.news.set()

    def states(self):
        lines = b"".join(m.get("body", b"") for m in self.sent).decode().split("\n")
        return [json.loads(line[6:]) for line in lines if line.startswith("data: {")]

    async def until(self, done):
        while not done():
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 5)


def with_client(work, audience="seat:us", still=lambda: True):
    async def run():
        hub = Hub()
        hub.bind()
        client = Client()
        page = hub.join(audience, "p1")
        task = asyncio.create_task(stream(client.receive, client.send, hub, page, still))
        await work(hub, client)
        client.left.set()
        await asyncio.wait_for(task, 5)
        assert hub.pages[audience] == set()
        return client

    with ThreadPoolExecutor(1) as thread:  # a browser test before it may have left a loop running in this thread
        return thread.submit(asyncio.run, run()).result()


def test_a_page_gets_the_whole_state_on_connecting_then_each_new_one():
    async def work(hub, client):
        hub.publish({"seat:us": {"n": 1}})
        await client.until(lambda: client.states() == [{"n": 1}])
        hub.publish({"seat:us": {"n": 2}, "seat:cn": {"secret": 1}})
        await client.until(lambda: len(client.states()) == 2)

    client = with_client(work)
    assert client.states() == [{"n": 1}, {"n": 2}]
    head = b"".join(m.get("body", b"") for m in client.sent[:3])
    assert b"retry: 1000" in head
    assert dict(client.sent[0]["headers"])[b"cache-control"] == b"no-store"


def test_a_state_as_it_was_wakes_nobody_and_of_many_the_newest_wins():
    async def work(hub, client):
        for n in range(50):
            hub.publish({"seat:us": {"n": n}})
            hub.publish({"seat:us": {"n": n}})
        await client.until(lambda: {"n": 49} in client.states())

    client = with_client(work)
    assert client.states()[-1] == {"n": 49}
    assert len(client.states()) < 50
    assert len({json.dumps(s) for s in client.states()}) == len(client.states())


def test_whoever_was_moved_away_is_told_to_look_anew_and_gets_no_more():
    allowed = [True]

    async def work(hub, client):
        hub.publish({"seat:us": {"n": 1}})
        await client.until(lambda: client.states() == [{"n": 1}])
        allowed[0] = False
        hub.publish({"seat:us": {"secret": 2}})
        await client.until(lambda: any(b"event: moved" in m.get("body", b"") for m in client.sent))

    client = with_client(work, still=lambda: allowed[0])
    assert client.states() == [{"n": 1}, {}], "the event that says so is empty"


def test_two_starts_of_a_server_name_their_versions_differently():
    first, second = Hub(), Hub()
    for hub in (first, second):
        hub.publish({"public": {"n": 1}})
    assert first.frames["public"].version != second.frames["public"].version


def test_presence_is_who_has_a_page_open():
    hub = Hub()
    page = hub.join("seat:us", "p1")
    hub.join("projector", "")
    assert hub.present() == {"p1"}
    hub.leave(page)
    assert hub.present() == set()
