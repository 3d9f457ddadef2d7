"""Where files are kept: a disk, or a bucket of a service that speaks S3. Both answer to the same few calls."""
