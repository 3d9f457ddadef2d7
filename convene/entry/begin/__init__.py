"""The first steps of somebody new: why they come, their communities, who they are, a first hello."""
