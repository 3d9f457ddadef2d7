"""From gap to help: people, resources and topics for what a team does not know yet, each with why it is shown."""
