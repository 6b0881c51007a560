"""The policy that answers a red alert before any rule, story or form has a say."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

ALARM_SLOT = "alarm"
ALARM_ACTION = "action_raise_emergency"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class SafetyPolicy(Policy):
    """Predicts the emergency answer whenever this turn's message raised the alarm.

    `action_update_ledger` has read the message before any policy is asked and set the slot
    `alarm`. The prediction is a "no user" one, like those of an active form, so that not even
    the form's own turn comes first.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above RulePolicy, whose priority is 6."""
        return {"priority": 100}

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Nothing is learned: safety is a rule."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The emergency answer after an alarming message, then listening; otherwise no opinion."""
        action = self._due_action(tracker)
        probabilities = [0.0] * domain.num_actions
        if action:
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=action is not None)

    @staticmethod
    def _due_action(tracker: DialogueStateTracker) -> str | None:
        if tracker.latest_action_name == ALARM_ACTION:
            return str(ACTION_LISTEN_NAME)
        if tracker.latest_action_name == ACTION_LISTEN_NAME and tracker.get_slot(ALARM_SLOT):
            return ALARM_ACTION
        return None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyPolicy:
        """Made from its configuration alone: there is nothing stored to read."""
        return cls(config, model_storage, resource, execution_context)
