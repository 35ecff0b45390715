"""The servers Radica brings along for `make run` and `make test`: PostgreSQL and Redis on Unix sockets.

Imports no Django, because it runs before the settings are read. Not for production, which has its
own PostgreSQL and Redis and names them in DATABASE_URL and BROKER_URL.
"""
