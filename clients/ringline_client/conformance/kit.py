"""All cases of the kit: importing this module registers them."""

from ringline_client.conformance import (
    a_handshake,
    b_hello,
    c_framing,
    c_shapes,
    d_commands,
    e_offers,
    e_races,
    f_streams,
    g_resume,
    h_flow,
    h_slow,
    i_work,
    j_operations,
    k_calls,
)

SECTIONS = (
    *(
        a_handshake,
        b_hello,
        c_framing,
        c_shapes,
        d_commands,
        e_offers,
        e_races,
        f_streams,
        g_resume,
        h_flow,
        h_slow,
        i_work,
    ),
    j_operations,
    k_calls,
)
