# docker build -t genai-tui . && docker run --rm -it genai-tui
FROM python:3.13-slim
COPY . /src
RUN pip install --no-cache-dir /src && rm -r /src && useradd --create-home reader
ENV LANG=C.UTF-8 TERM=xterm-256color COLORTERM=truecolor
USER reader
WORKDIR /home/reader
ENTRYPOINT ["genai-tui"]
