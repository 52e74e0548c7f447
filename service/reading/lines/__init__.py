"""What is done with the lines of a page after they are recognized: split, joined, turned, found."""
