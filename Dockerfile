# syntax=docker/dockerfile:1
# Sijil in a container: two stages from one base that has Python 3.11 as `python3` with its venv module.
# No apt package is installed: nothing is compiled from C, the translations are compiled in the
# repository, and SQLite is part of Python. The second stage needs no network.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /app
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements-pip.txt requirements.txt requirements-opensearch.txt ./
RUN python3 -m pip install --require-hashes -r requirements-pip.txt \
    && python3 -m pip install --require-hashes -r requirements.txt -r requirements-opensearch.txt \
    && python3 -m compileall -q -f --invalidation-mode unchecked-hash /opt/venv/lib
COPY . .
# The key signs nothing here: collecting static files merely loads the settings.
RUN SIJIL_SECRET_KEY=build SIJIL_DATA_DIR=/tmp/data SIJIL_STATIC_ROOT=/app/staticfiles \
    python3 manage.py collectstatic --noinput --verbosity 0

FROM ${BASE}
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --shell /usr/sbin/nologin sijil \
    && install -d -o sijil -g sijil -m 0750 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SIJIL_DATA_DIR=/data \
    SIJIL_STATIC_ROOT=/app/staticfiles \
    SIJIL_BIND=0.0.0.0 \
    PORT=8000
USER sijil
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python3", "scripts/healthcheck.py"]
CMD ["python3", "-m", "gunicorn", "--config", "gunicorn.conf.py", "config.wsgi:application"]
