# The program alone, in a small image: docker build -t standings --build-arg COMMIT=$(git rev-parse HEAD) .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD":/site standings build
# With its own user the program could not write into a folder that belongs to you.
FROM rust:1.90-slim-trixie AS build
ARG COMMIT=""
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN STANDINGS_COMMIT="$COMMIT" cargo build --release --locked && strip target/release/standings

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /source/target/release/standings /usr/local/bin/standings
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /usr/share/doc/standings/
COPY --from=build /source/THIRD_PARTY /usr/share/doc/standings/THIRD_PARTY
WORKDIR /site
ENTRYPOINT ["standings"]
CMD ["help"]
