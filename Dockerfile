# The files are checked against the hashes of the lock file; only what `monitor` needs goes in.
FROM python:3.11-slim AS build
RUN apt-get update -qq && apt-get install --yes --quiet=2 --no-install-recommends gcc libc6-dev
WORKDIR /src
COPY requirements.lock ./
RUN pip download --quiet --no-deps --require-hashes --requirement requirements.lock --dest /wheels
COPY . .
RUN python -m venv /opt/roguewatch \
 && /opt/roguewatch/bin/pip install --quiet --no-index --find-links /wheels '.[monitor]'
# What compiles the core stays behind; the same core from its source would only take more time.
RUN /opt/roguewatch/bin/pip install --quiet --no-index --find-links /wheels \
      --target /tools mypy setuptools \
 && cd / && PYTHONPATH=/tools /opt/roguewatch/bin/python -m roguewatch.compiling \
 && rm -r /opt/roguewatch/lib/python3.11/site-packages/.cache

FROM python:3.11-slim
COPY --from=build /opt/roguewatch /opt/roguewatch
RUN useradd --uid 10001 --create-home roguewatch \
 && install --directory --owner=roguewatch --mode=0700 /keys \
 && install --directory --owner=roguewatch --mode=0755 /denied
USER roguewatch
WORKDIR /home/roguewatch
ENV PATH=/opt/roguewatch/bin:$PATH PYTHONUNBUFFERED=1
ENTRYPOINT ["roguewatch"]
CMD ["--help"]
