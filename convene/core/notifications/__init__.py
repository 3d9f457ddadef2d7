"""Notifications: who is told of what, in the browser now and by mail later."""
