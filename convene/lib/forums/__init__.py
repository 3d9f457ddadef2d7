"""Forums as their exports hold them: post by post, as the same messages that mail is read into."""
