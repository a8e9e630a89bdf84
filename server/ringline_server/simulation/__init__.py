"""Random days with faults: the real server, people with human timing, and everything decided by one seed.

scheduler   Trio on a virtual clock, in an order that the seed decides     watchdog   a day that hangs is ended
network     links that are slow, stalled or cut                            drive      a disk that fails, and dies
host        one server at a time: starts, crashes, drains, reloads          nemesis    what goes wrong, and when
device, people/                                                             everybody who connects
history     what everybody did and saw, one line each                       checks/    what must hold of it
day         all of it together                                              story, cli for people
"""
