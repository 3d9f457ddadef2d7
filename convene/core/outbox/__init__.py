"""What is to be done after an answer: a queue of tasks and of mails, written in the transaction that caused them."""
