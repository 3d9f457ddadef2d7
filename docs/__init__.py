"""What is written about Convene, and the script that draws its pictures."""
