"""From the catalogue's faces to people and back: grouping, and what is asked and answered about it.

`engine.people` knows arrays only; this package gives them the catalogue's ids, names and words.
"""

from engine.grouping.regroup import METHODS, GroupingChoice, check_choice, group_changed, group_library

__all__ = ["METHODS", "GroupingChoice", "check_choice", "group_changed", "group_library"]
