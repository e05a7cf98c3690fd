"""The stress test's mix for Locust's HttpUser: 60 % check out an existing order, 30 % create, fill and check out, 10 % ask."""
import os
import random

from locust import HttpUser, between, events, task

N = int(os.environ["POPULATION"])


@events.quitting.add_listener
def tell(environment, **_):
    # Its CSV file is written now and then, not at the end.
    with open("sent", "w") as file:
        file.write(str(environment.stats.total.num_requests))


def some():
    return random.randrange(N)


class Shopper(HttpUser):
    wait_time = between(1, 5)

    def ask(self, verb, path, name):
        return self.client.request(verb, path, name=name)

    @task(60)
    def check_out_existing(self):
        self.ask("POST", f"/orders/checkout/{some()}", "checkout")

    @task(30)
    def check_out_new(self):
        created = self.ask("POST", f"/orders/create/{some()}", "create-order")
        if not created.ok:
            return
        order = created.json()["order_id"]
        if self.ask("POST", f"/orders/addItem/{order}/{some()}/1", "add-item").ok:
            self.ask("POST", f"/orders/checkout/{order}", "checkout")

    @task(10)
    def look(self):
        if random.random() < 0.5:
            self.ask("GET", f"/payment/find_user/{some()}", "find-user")
        else:
            self.ask("GET", f"/stock/find/{some()}", "find-item")
