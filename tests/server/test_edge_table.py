"""What happens when…: every row of the edge table, every race of the protocol, and the tests that show them end to end.

The tests are beside this file, one file for each theme; here one sees that no row is forgotten.
"""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

ROWS: Mapping[str, tuple[str, ...]] = {
    "ring timeout": (
        "test_ring_timeout_expires_on_every_device_and_requeues_at_the_kept_place",
        "test_ring_timeout_makes_not_ready_after_1_miss_of_a_call_and_2_of_messaging",
        "test_ring_timeout_leaves_the_agent_ready_where_the_queue_says_none",
    ),
    "decline": (
        "test_decline_goes_on_to_the_next_agent_at_once_and_the_decliner_stays_ready",
        "test_decline_keeps_the_decliner_from_this_interaction_for_the_cooldown",
        "test_decline_needs_a_reason_where_the_queue_wants_one",
    ),
    "double accept, two agents": ("test_double_accept_of_two_agents_the_first_wins_and_the_other_is_rescinded",),
    "double accept, same agent": (
        "test_double_accept_of_one_agent_on_two_devices_is_one_leg_and_answered_elsewhere",
        "test_same_agent_and_key_on_another_device_gives_the_stored_reply",
    ),
    "accept after expiry": ("test_accept_after_expiry_says_how_and_when_it_ended_and_changes_nothing",),
    "accept races consumer leaving": (
        "test_accept_races_consumer_leaving_and_the_leave_is_first",
        "test_accept_races_consumer_leaving_and_the_accept_is_first",
    ),
    "consumer abandons while ringing": (
        "test_consumer_abandons_while_ringing_and_the_agent_is_not_blamed",
        "test_consumer_abandons_while_ringing_and_the_agent_keeps_the_idle_clock",
    ),
    "agent sets not_ready while ringing": (
        "test_agent_sets_not_ready_while_ringing_and_it_goes_on_without_a_miss",
        "test_agent_sets_not_ready_while_ringing_and_may_keep_what_rings",
    ),
    "agent sets not_ready or offline with live work": (
        "test_agent_sets_not_ready_with_live_work_and_it_waits_for_the_end_of_wrap_up",
        "test_agent_sets_not_ready_with_live_work_and_a_newer_choice_replaces_it",
        "test_agent_sets_offline_with_live_work_is_refused_and_forced_it_is_agent_lost",
    ),
    "agent socket drops while ringing": (
        "test_agent_socket_drops_while_ringing_and_the_ring_ends_after_5_s_without_a_miss",
        "test_agent_socket_drops_while_ringing_and_nothing_happens_with_another_device",
    ),
    "agent socket drops mid-interaction": (
        "test_agent_socket_drops_mid_interaction_and_consumer_and_supervisor_hear_it_at_once",
        "test_agent_socket_drops_mid_interaction_for_too_long_and_it_is_requeued_at_the_front_with_context",
        "test_agent_socket_drops_mid_interaction_and_asynchronous_work_stays",
        "test_agent_socket_drops_mid_interaction_and_asynchronous_work_goes_back_where_the_queue_says_so",
    ),
    "agent reconnects": (
        "test_agent_reconnects_and_gets_what_was_missed_in_order",
        "test_agent_reconnects_without_a_position_and_the_snapshot_has_everything",
    ),
    "same agent signs in elsewhere": (
        "test_same_agent_signs_in_elsewhere_and_one_device_is_primary_while_all_see_the_state",
        "test_same_agent_signs_in_elsewhere_and_a_kick_is_explicit",
    ),
    "server restarts": (
        "test_server_restarts_and_what_rang_rings_again_with_a_fresh_offer",
        "test_server_restarts_and_deadlines_are_absolute_and_late_ones_fire_on_load",
        "test_server_restarts_and_the_status_is_what_it_was",
    ),
    "wrap-up expires, nothing set": (
        "test_wrap_up_expires_with_nothing_set_and_the_notes_are_kept",
        "test_wrap_up_expires_with_nothing_set_and_the_queues_default_is_flagged_automatic",
    ),
    "wrap-up expires, disposition mandatory": (
        "test_wrap_up_expires_with_a_mandatory_disposition_and_a_call_holds_and_says_so_each_30_s",
        "test_wrap_up_expires_with_a_mandatory_disposition_and_messaging_releases_with_a_flag",
        "test_wrap_up_expires_with_a_mandatory_disposition_and_the_queue_sets_its_default",
    ),
    "disposition set before the end": (
        "test_disposition_set_before_the_end_skips_wrap_up_only_where_the_queue_allows_it",
    ),
    "agent asks for more time": ("test_agent_asks_for_more_time_up_to_the_maximum",),
    "leave wrap-up early": ("test_leave_wrap_up_early_only_where_the_queue_allows_it",),
    "transfer target does not answer": (
        "test_transfer_target_does_not_answer_and_an_assured_one_returns_to_the_sender",
        "test_transfer_target_does_not_answer_and_an_unassured_one_goes_to_the_queue",
        "test_transfer_target_answers_and_the_sender_wraps_up",
        "test_transfer_is_taken_back_by_the_sender_and_the_ring_ends",
    ),
    "warm transfer or consult target hangs up": (
        "test_consult_target_hangs_up_and_the_main_leg_resumes_or_stays_held",
    ),
    "supervisor takes over": (
        "test_supervisor_takes_over_and_the_agents_leg_wraps_up",
        "test_supervisor_takes_over_after_several_have_monitored_silently",
        "test_supervisor_barges_in_and_one_voice_at_a_time_may_speak",
    ),
    "overflow while an offer is ringing": (
        "test_overflow_while_an_offer_is_ringing_waits_for_the_end_of_the_offer",
        "test_overflow_while_an_offer_is_ringing_does_not_happen_when_it_is_accepted",
    ),
    "no agent signed in at all": (
        "test_no_agent_signed_in_at_all_overflows_at_once_on_entry",
        "test_no_agent_signed_in_any_more_overflows_what_waits_where_the_queue_says_so",
    ),
    "all declined or excluded": (
        "test_all_declined_waits_on_says_no_takers_and_rings_again_when_an_exclusion_expires",
    ),
    "config changed in flight": (
        "test_config_changed_in_flight_holds_for_new_events_and_running_timers_keep_their_deadline",
        "test_config_changed_in_flight_gives_a_queue_new_members_at_once",
        "test_config_changed_in_flight_holds_for_what_waits_when_somebody_says_so",
    ),
}

RACES: Mapping[str, tuple[str, ...]] = {
    "same agent, same key, any device, or retry after a crash": (
        "test_same_agent_and_key_on_the_same_device_gives_the_stored_reply",
        "test_same_agent_and_key_on_another_device_gives_the_stored_reply",
        "test_same_agent_and_key_on_both_devices_at_once_is_one_leg_and_one_answer",
        "test_e82_same_agent_and_key_after_a_crash_between_commit_and_reply_gives_the_stored_reply",
    ),
    "same agent, other device, other key": (
        "test_e69_same_agent_on_another_device_with_another_key_is_told_the_leg_and_answered_elsewhere",
    ),
    "two agents": ("test_e70_two_agents_in_a_simultaneous_ring_and_the_first_in_the_mailbox_wins",),
    "accept and expiry, accept and consumer leaves": (
        "test_e71_accept_and_expiry_by_the_order_of_the_mailbox",
        "test_e72_accept_and_consumer_leaves_by_the_order_of_the_mailbox",
    ),
    "server dies before the commit": (
        "test_e83_server_dies_before_the_commit_and_nothing_happened_and_it_rings_with_a_new_offer",
    ),
    "a ring no device acknowledged within 3 s": (
        "test_e80_a_ring_no_device_acknowledged_within_3_s_is_canceled_and_the_agent_is_not_blamed",
        "test_a_ring_that_one_of_two_devices_acknowledged_goes_on",
    ),
}

CASES: Mapping[int, str] = {
    65: "test_e65_a_manual_queue_rings_with_its_times_and_there_is_exactly_one_pending_offer",
    66: "test_e66_an_automatic_queue_begins_by_itself_without_an_accept",
    67: "test_e67_accept_makes_a_leg_and_ends_the_offer_before_the_reply",
    68: "test_same_agent_and_key_on_the_same_device_gives_the_stored_reply",
    69: "test_e69_same_agent_on_another_device_with_another_key_is_told_the_leg_and_answered_elsewhere",
    70: "test_e70_two_agents_in_a_simultaneous_ring_and_the_first_in_the_mailbox_wins",
    71: "test_e71_accept_and_expiry_by_the_order_of_the_mailbox",
    72: "test_e72_accept_and_consumer_leaves_by_the_order_of_the_mailbox",
    73: "test_decline_goes_on_to_the_next_agent_at_once_and_the_decliner_stays_ready",
    74: "test_all_declined_waits_on_says_no_takers_and_rings_again_when_an_exclusion_expires",
    75: "test_ring_timeout_makes_not_ready_after_1_miss_of_a_call_and_2_of_messaging",
    76: "test_e76_e77_somebody_elses_offer_is_answered_like_an_unknown_one",
    77: "test_e76_e77_somebody_elses_offer_is_answered_like_an_unknown_one",
    78: "test_agent_socket_drops_while_ringing_and_the_ring_ends_after_5_s_without_a_miss",
    79: "test_agent_socket_drops_while_ringing_and_nothing_happens_with_another_device",
    80: "test_e80_a_ring_no_device_acknowledged_within_3_s_is_canceled_and_the_agent_is_not_blamed",
    81: "test_e81_media_that_fail_within_10_s_requeue_at_the_kept_place_and_the_agent_is_not_blamed",
    82: "test_e82_same_agent_and_key_after_a_crash_between_commit_and_reply_gives_the_stored_reply",
    83: "test_e83_server_dies_before_the_commit_and_nothing_happened_and_it_rings_with_a_new_offer",
    84: "test_e84_capacity_for_one_and_two_queues_in_the_same_tick_is_one_offer",
    85: "test_agent_sets_not_ready_while_ringing_and_it_goes_on_without_a_miss",
    122: "test_i122_the_end_by_the_agent_starts_wrap_up_with_a_deadline_and_the_slot_stays_taken",
    123: "test_i123_complete_without_a_mandatory_disposition_is_refused",
    124: "test_i124_a_disposition_that_is_not_in_the_queues_set_is_invalid",
    125: "test_i125_a_deadline_passes_with_a_draft_and_the_draft_is_the_outcome",
    126: "test_i126_complete_and_the_deadline_in_the_same_tick_is_one_outcome",
    127: "test_server_restarts_and_deadlines_are_absolute_and_late_ones_fire_on_load",
    128: "test_i128_a_partial_after_its_final_is_not_sent",
    129: "test_i129_a_final_that_its_source_sends_twice_is_one_event",
    130: "test_i130_segments_are_in_the_order_of_their_seq_although_their_times_overlap",
    131: "test_i131_what_is_masked_reaches_nobody_raw_and_no_log",
    132: "test_i132_release_to_the_queue_takes_the_place_that_the_queue_gives_and_carries_the_packet",
    133: "test_transfer_target_does_not_answer_and_an_assured_one_returns_to_the_sender",
    134: "test_i134_asynchronous_work_is_assigned_without_a_ring_and_is_on_the_open_list",
}
"""Conformance: offers (65 to 85), wrap-up, transcript and transfer (122 to 134)."""

THE_TABLES = {**ROWS, **RACES, **{f"case {number}": (name,) for number, name in CASES.items()}}


@cache
def names_beside() -> set[str]:
    """Names of the test functions in this folder."""
    files = Path(__file__).parent.glob("test_*.py")
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}


def test_the_tables_are_complete() -> None:
    assert (len(ROWS), len(RACES)) == (26, 6)
    assert sorted(CASES) == [*range(65, 86), *range(122, 135)]


@pytest.mark.parametrize("row", THE_TABLES)
def test_every_row_has_its_tests(row: str) -> None:
    assert THE_TABLES[row]
    assert set(THE_TABLES[row]) - names_beside() == set()
