"""A load test with people in it: agents who take time to answer, consumers who lose patience. `ringline load --help`.

    Crowd (ramp) -- one task each --> AgentPerson, ConsumerPerson -- what they did and saw --> Tally -> report

Every message is looked for on the other side: what a consumer did not see before the end of the conversation is lost,
and a load test that loses something fails whatever its latencies are.
"""
