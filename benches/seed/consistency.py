"""The sequence of calls of the classic consistency test, and nothing else: populate, check all orders out at once, read
the accounts back, compute the four figures. Prints one line of JSON.
    consistency.py BASE_URL [connections]
Written for the fewest seconds: one event loop, kept connections, every step as wide as the connections allow."""
import asyncio
import json
import random
import resource
import sys
import time

import aiohttp

ITEMS_STOCK, PRICE, USERS, CREDIT, ORDERS = 100, 1, 1000, 1, 1000


class Shop:
    def __init__(self, session, base):
        self.session, self.base, self.requests = session, base, 0

    async def ask(self, verb, path):
        self.requests += 1
        async with self.session.request(verb, self.base + path) as answer:
            return answer.status, await answer.read()

    async def must(self, verb, path):
        status, body = await self.ask(verb, path)
        if status != 200:
            sys.exit(f"{verb} {path} was answered with {status}: {body[:200]}")
        return body

    async def made(self, path, key):
        return json.loads(await self.must("POST", path))[key]

    async def make_user(self):
        user = await self.made("/payment/create_user", "user_id")
        await self.must("POST", f"/payment/add_funds/{user}/{CREDIT}")
        return user

    async def make_order(self, user, item):
        order = await self.made(f"/orders/create/{user}", "order_id")
        await self.must("POST", f"/orders/addItem/{order}/{item}/1")
        return order

    async def check_out(self, order):
        return (await self.ask("POST", f"/orders/checkout/{order}"))[0]

    async def credit(self, user):
        return json.loads(await self.must("GET", f"/payment/find_user/{user}"))["credit"]


async def run(base, connections):
    connector = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(connector=connector) as session:
        shop = Shop(session, base)
        marks = [time.perf_counter()]

        def mark():
            marks.append(time.perf_counter())

        item = await shop.made(f"/stock/item/create/{PRICE}", "item_id")
        await shop.must("POST", f"/stock/add/{item}/{ITEMS_STOCK}")
        users = await asyncio.gather(*(shop.make_user() for _ in range(USERS)))
        mark()
        orders = await asyncio.gather(*(shop.make_order(random.choice(users), item) for _ in range(ORDERS)))
        mark()
        answers = await asyncio.gather(*(shop.check_out(order) for order in orders))
        mark()
        credits = await asyncio.gather(*(shop.credit(user) for user in users))
        stock = json.loads(await shop.must("GET", f"/stock/find/{item}"))["stock"]
        sold = sum(200 <= status < 300 for status in answers)
        left = USERS * CREDIT - ITEMS_STOCK * PRICE
        figures = [sold - ITEMS_STOCK, -stock, abs(left - (USERS * CREDIT - sold * PRICE)), abs(left - sum(credits))]
        mark()

    usage = resource.getrusage(resource.RUSAGE_SELF)
    steps = dict(zip(("users", "orders", "checkouts", "reading"), (b - a for a, b in zip(marks, marks[1:]))))
    print(json.dumps({
        "seconds": marks[-1] - marks[0], "steps": steps, "requests": shop.requests, "sold": sold, "figures": figures,
        "cpu": usage.ru_utime + usage.ru_stime, "peakMb": usage.ru_maxrss * 1024 / 1e6,
    }))


asyncio.run(run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100))
