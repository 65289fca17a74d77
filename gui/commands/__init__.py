"""What the user asks for, carried out: between the table of actions, the rooms and dialogs, and the controllers."""
