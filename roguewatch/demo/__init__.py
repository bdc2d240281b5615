"""The main job, end to end, for somebody who has never seen it: `roguewatch demo`.

A fleet's history is scored by the real worker, seven agents go rogue through the real SDK as
processes of their own, and the real control plane stops them. What counts is judged from what
stood in the topics, by `verdict`, and ends in one table and an exit code.
"""
