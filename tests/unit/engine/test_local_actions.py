"""Custom actions in process: a failure is heard."""

from __future__ import annotations

import pytest

from engine.local_actions import LocalActions


async def test_a_failing_action_is_remembered_for_the_turn(actions: LocalActions) -> None:
    call = {"next_action": "action_no_such_thing", "tracker": {}}
    with pytest.raises(Exception, match="action_no_such_thing"):
        await actions.request(json=call)
    assert "action_no_such_thing" in str(actions.failure)


def test_every_action_of_the_domain_is_registered_and_no_other(
    actions: LocalActions, domain_actions: set[str]
) -> None:
    assert set(actions.names) == domain_actions
