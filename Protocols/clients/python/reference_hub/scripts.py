"""Runs a script against the reference machine, with time as the script says."""

from script_steps import Accounts, Mismatch, compare_frames, data_of
from whub_client.schemas import transport

from .gate import Caller
from .machine import HubMachine


def run(script, unix_ms=lambda: 1_750_000_000_000):
    """Raises Mismatch where the machine does not do what the script expects."""
    anonymous = script["client"] != "authenticated"
    hello = None if anonymous else transport.Hello(principal_id="p", hub_id="h")
    machine = HubMachine(
        0, script["client"], script.get("settings"), script.get("limits"), hello,
        Caller(kind=script["client"]) if script["layer"] == "call" else None, unix_ms)
    accounts, now = Accounts(anonymous), 0
    for place, step in enumerate(script["steps"]):
        do = step["do"]
        if do == "send":
            data = data_of(step["bytes"])
            for turn in range(step.get("times", 1)):
                now += step.get("every_ms", 0) if turn else 0
                accounts.went(data)
                machine.receive(data, now)
        elif do == "advance":
            now += step["ms"]
            machine.advance(now)
        elif do == "reads":
            machine.reads(step["on"])
        elif do == "end_of_input":
            machine.end_of_input()
        elif do == "service":
            serve(machine, step)
        else:
            try:
                expect(machine, step, accounts)
            except Mismatch as mismatch:
                raise Mismatch(f"{script['id']}, step {place}: {mismatch}") from None


def serve(machine, step):
    """The service's act."""
    stream, payload = step["stream"], data_of(step.get("payload", []))
    if step["action"] == "message":
        machine.message(stream, payload)
    elif step["action"] == "result":
        machine.end(stream, payload, step.get("running", False))
    elif step["action"] == "stopped":
        machine.stopped(stream)
    elif step["action"] == "took":
        machine.took(stream)
    elif step["action"] == "withhold":
        machine.withhold()
    elif step["action"] == "room":
        machine.room()
    elif step["action"] == "fail":
        machine.goaway("INTERNAL", "WIRE-0709")
    else:
        machine.drain(step.get("code", "WIRE-0701"), step.get("new_address", ""))


def expect(machine, step, accounts):
    """Compares everything since the last expectation."""
    outputs, machine.outputs = machine.outputs, []
    came = [one[1] for one in outputs if one[0] == "frame"]
    for frame in came:
        accounts.came(frame)
    compare_frames(step["frames"], came)
    if "events" in step:
        events = [event_of(one) for one in outputs if one[0] == "event"]
        wanted = [readable(one) for one in step["events"]]
        if events != wanted:
            raise Mismatch(f"events {str(events)[:300]}, expected {str(wanted)[:300]}")
    accounts.compare(step["accounts"])
    if step["closed"] != any(one[0] == "closed" for one in outputs):
        raise Mismatch("the connection was " + ("not " if step["closed"] else "") + "shut down")
    if "why" in step and machine.closed != step["why"]:
        raise Mismatch(f"closed for {machine.closed}, expected {step['why']}")


def event_of(output):
    """An event of the machine in the form of `readable`."""
    return output[1], output[2], output[3]


def readable(event):
    """An expected event as name, stream and value."""
    value = data_of(event["payload"]) if "payload" in event else event.get("method")
    return event["event"], event["stream"], value
