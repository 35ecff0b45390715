"""What must survive a killed worker, an empty broker and a document that kills."""
