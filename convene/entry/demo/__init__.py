"""Demo content: believable people, communities and topics, brought in by calling actions."""
