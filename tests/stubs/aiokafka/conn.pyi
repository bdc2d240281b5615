import asyncio
from typing import Any

class AIOKafkaConnection:
    def close(self) -> asyncio.Future[None] | None: ...

async def create_conn(host: str, port: int, **settings: Any) -> AIOKafkaConnection: ...
