"""The whole archive as a folder of open files, and back again."""
