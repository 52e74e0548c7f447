# The service with its weights inside: nothing is fetched when it runs.
FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock ./
RUN /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY models models
COPY service service
RUN /app/.venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && /app/.venv/bin/wangtu models pull

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --no-create-home wangtu && install -d -o wangtu /var/lib/wangtu
COPY --from=build /app /app
ENV WANGTU_HOST=0.0.0.0 \
    WANGTU_CREDENTIALS=/var/lib/wangtu/credentials.json
WORKDIR /app
USER wangtu
EXPOSE 8000
VOLUME /var/lib/wangtu
HEALTHCHECK --start-period=30s --interval=10s \
    CMD ["/app/.venv/bin/python", "-c", "import os; from urllib.request import urlopen; urlopen(f\"http://127.0.0.1:{os.environ.get('WANGTU_PORT', 8000)}/ready\")"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/.venv/bin/wangtu"]
CMD ["serve"]
