"""All cases of the kit: importing this module registers them."""

from ringline_client.conformance import (
    a_handshake,
    b_hello,
    c_framing,
    d_commands,
    e_offers,
    f_streams,
    g_resume,
    h_flow,
    i_work,
)

SECTIONS = (a_handshake, b_hello, c_framing, d_commands, e_offers, f_streams, g_resume, h_flow, i_work)
