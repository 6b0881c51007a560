"""Runs the custom actions in this process, and never hides that one of them failed."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

ACTION_DEADLINE_S = 5.0


class LocalActions(EndpointConfig):
    """An action endpoint without a network: `request` runs the action through rasa_sdk.

    Rasa logs an action's exception and talks on as if nothing had happened. So the first
    failure of a turn is kept in `failure`, and the turn runner throws the turn away.
    """

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="local", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self.failure: BaseException | None = None

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run the action named in the request's JSON body, within the deadline."""
        try:
            return await asyncio.wait_for(self._executor.run(kwargs["json"]), ACTION_DEADLINE_S)
        except Exception as error:
            self.failure = self.failure or error
            raise
