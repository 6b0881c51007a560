"""Telegram's tables on PostgreSQL: the stories of the SQLite file, once more."""
# ruff: noqa: F401 - pytest runs the stories where they are imported

from __future__ import annotations

from tests.unit.bot.telegram.test_telegram_store import (
    talk,
    test_a_button_is_used_by_one_update_only,
    test_a_done_update_keeps_nothing_but_its_number,
    test_a_link_works_once_and_not_for_ever,
    test_a_repeat_is_left_out,
    test_erasing_a_conversation_leaves_no_row_of_the_chat,
    test_lines_are_put_out_once_and_the_update_is_done_or_neither,
    test_of_a_flood_only_what_is_urgent_keeps_its_words,
    test_only_an_agents_line_bears_how_it_was_delivered,
    test_what_is_urgent_is_next,
)
