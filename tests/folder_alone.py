"""What of the suite of the whole program looks at a folder's files, and so runs on that engine alone, and why."""

from __future__ import annotations

FILES = "looks at, or harms, the files of a folder; what is harmed on a server is in tests/server/test_engine.py"
PROGRAM = "a program of its own on the folder: the test's engine is in the test's process"
NO_JOURNAL = "the sample has no journal, and a branch on a server always has one"
TEXT = "a text that no server holds, or a shape that only a file has"

ALONE = {
    "board/test_damage.py::test_a_board_that_is_opened_on_damage_says_so_first": FILES,
    "board/test_damage.py::test_a_board_that_waits_says_for_whom": FILES,
    "board/test_damage.py::test_a_folder_that_is_gone_keeps_what_was_typed_until_it_is_back": FILES,
    "board/test_damage.py::test_an_earlier_file_in_the_place_of_the_last_is_told": FILES,
    "board/test_damage.py::test_another_branch_in_the_place_of_this_one_is_told": FILES,
    "board/test_damage.py::test_the_board_stays_and_says_where": FILES,
    "board/test_damage.py::test_without_a_good_backup_it_says_so_all_the_same": FILES,
    "board/test_first_minute.py::test_from_nothing_to_the_first_roll_call": FILES,
    "board/test_page.py::test_the_history_tells_what_was_done_and_of_one_record_alone": NO_JOURNAL,
    "board/test_page.py::test_the_lists_of_the_palette_open_and_lead_on": NO_JOURNAL,
    "board/test_unanswered.py::test_what_is_lost_of_mine_is_offered_again": FILES,
    "cli/test_commands.py::test_a_new_branch": FILES,
    "cli/test_demo.py::test_the_demo_of_a_committee": FILES,
    "cli/test_entries.py::test_a_file_of_schema_1_is_read_as_it_is_and_kept_when_it_changes": FILES,
    "cli/test_export.py::test_all_goes_out_and_comes_back_exactly": FILES,
    "cli/test_history.py::test_backup_and_restore": FILES,
    "cli/test_history.py::test_doctor_knows_a_disk_that_nobody_may_write": FILES,
    "cli/test_history.py::test_doctor_looks_at_the_modes_of_the_files": FILES,
    "cli/test_history.py::test_doctor_speaks_of_everything_and_never_fails": FILES,
    "cli/test_history.py::test_every_command_names_the_ways_to_begin": FILES,
    "cli/test_history.py::test_log_tells_what_can_not_be_read": FILES,
    "cli/test_history.py::test_restore_after_damage": FILES,
    "cli/test_history.py::test_verify": FILES,
    "cli/test_import.py::test_nothing_that_was_dropped_is_anywhere_in_the_data_folder": FILES,
    "cli/test_import.py::test_one_import_is_one_change_that_one_undo_takes_back": FILES,
    "cli/test_next_steps.py::": FILES,
    "cli/test_own_rules.py::test_a_link_is_not_followed": FILES,
    "cli/test_own_rules.py::test_doctor_runs_whatever_lies_in_the_folder": FILES,
    "cli/test_own_rules.py::test_each_mistake_is_one_line_and_the_national_rules_stand": TEXT,
    "cli/test_own_rules.py::test_what_cant_be_read_is_named_with_its_line_everywhere": TEXT,
    "cli/test_process.py::": PROGRAM,
    "cli/test_troubles.py::test_one_sentence_the_code_and_nothing_changed": FILES,
    "cli/test_troubles.py::test_short_never_fails_and_fits": FILES,
    "cli/test_troubles.py::test_the_last_good_generation_is_shown_of_a_damaged_store": FILES,
}
"""By the beginning of a test's name below `tests/`."""


def why(test: str) -> str:
    """Why a test runs on the folder alone, "" where it does not; `test` as pytest names it."""
    name = test.removeprefix("tests/")
    return next((said for beginning, said in ALONE.items() if name.startswith(beginning)), "")
