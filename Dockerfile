# A small image that runs as nobody in particular. The root file system may be read-only; data lives in /data:
#   docker build -t rapport .
#   docker run --read-only --env-file .env -v rapport:/data rapport

FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.lock \
    && rm requirements.lock
COPY bot bot
COPY scenarios scenarios
# Compiled here, because nothing can be written there.
RUN /venv/bin/python -m compileall -q bot

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/rapport.db \
    SQLITE_TMPDIR=/data
# The owner of /data is fixed by number, so that a volume made once fits every later image.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin rapport \
    && install -d -o 10001 -g 10001 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "alive"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
