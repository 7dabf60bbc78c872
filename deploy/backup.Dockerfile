# The image with PostgreSQL's own client beside it: pg_dump must be as new as the server. Needs `docker build -t sijil .`
FROM sijil
USER root
# postgresql-client: pg_dump and pg_restore, which `manage.py backup` and `restore` call
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
COPY scripts/nightly_backup.sh /app/scripts/
USER sijil
