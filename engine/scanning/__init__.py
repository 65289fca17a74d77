"""A scan of the library's folders: what changed on disk, in which order it is looked at, and what is set aside.

`engine.pipeline` looks at the pictures themselves; `scanner` leads both through one whole scan.
"""
