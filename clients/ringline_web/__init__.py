"""Built pages that the server serves. Empty until the desk is built."""
