"""The story of a contact centre, played over real sockets and checked as it goes: `ringline demo`."""
