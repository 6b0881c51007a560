"""Runs the custom actions in this process, and never hides that one of them failed."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

import actions
from actions.base import ClinicAction
from actions.resources import Resources

ACTION_DEADLINE_S = 5.0


def all_actions(resources: Resources) -> list[ClinicAction]:
    """One instance of every concrete action in the package `actions`."""
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    found = [ClinicAction]
    for cls in found:
        found += [sub for sub in cls.__subclasses__() if sub not in found]
    return [cls(resources) for cls in found if not inspect.isabstract(cls)]


class LocalActions(EndpointConfig):
    """An action endpoint without a network: `request` runs the action through rasa_sdk.

    Rasa logs an action's exception and talks on as if nothing had happened. So the first
    failure of a turn is kept in `failure`, and the turn runner throws the turn away.
    """

    def __init__(self, resources: Resources) -> None:
        super().__init__(url="local", enable_selective_domain=True)
        self._executor = ActionExecutor()
        for action in all_actions(resources):
            self._executor.register_action(action)
        self.failure: BaseException | None = None

    @property
    def names(self) -> list[str]:
        """The names of all registered actions."""
        return list(self._executor.actions)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run the action named in the request's JSON body, within the deadline."""
        try:
            return await asyncio.wait_for(self._executor.run(kwargs["json"]), ACTION_DEADLINE_S)
        except Exception as error:
            self.failure = self.failure or error
            raise
