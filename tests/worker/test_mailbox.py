"""The mailbox holds one credit and one report, and lets the thread go when it is closed."""

import threading

import numpy as np
from support.patience import PATIENCE

from backprop_gui.worker.mailbox import Credit, Failed, Mailbox

CREDIT = Credit(rounds=10, seconds=0.006, stride=1)


def test_a_credit_is_handed_out_once() -> None:
    mailbox = Mailbox()
    mailbox.give(CREDIT)
    assert mailbox.next_credit() is CREDIT
    mailbox.close()
    assert mailbox.next_credit() is None


def test_a_closed_mailbox_hands_out_no_credit_that_still_lies_in_it() -> None:
    mailbox = Mailbox()
    mailbox.give(CREDIT)
    mailbox.close()
    assert mailbox.is_closed
    assert mailbox.next_credit() is None


def test_a_report_is_taken_once() -> None:
    mailbox, report = Mailbox(), Failed(ValueError("no"))
    assert mailbox.take() is None
    mailbox.publish(report)
    assert mailbox.take() is report
    assert mailbox.take() is None


def test_nothing_queues_up() -> None:
    mailbox, reports = Mailbox(), [Failed(ValueError(str(number))) for number in range(3)]
    for report in reports:
        mailbox.publish(report)
    assert mailbox.take() is reports[-1]
    assert mailbox.take() is None


def test_a_waiting_thread_is_woken_by_a_credit_and_by_closing() -> None:
    mailbox, got = Mailbox(), []

    def wait_twice() -> None:
        got.append(mailbox.next_credit())
        got.append(mailbox.next_credit())

    thread = threading.Thread(target=wait_twice)
    thread.start()
    mailbox.give(CREDIT)
    while not got:
        np.zeros(1)
    mailbox.close()
    thread.join(PATIENCE)
    assert got == [CREDIT, None]
