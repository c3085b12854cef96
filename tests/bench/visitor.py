"""A visitor of the dashboard who is only a websocket: speaks Streamlit's protocol as a browser's page does, and draws nothing."""

from __future__ import annotations

import asyncio
import ssl
import time
from http.cookies import SimpleCookie
from urllib.parse import urlsplit, urlunsplit

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

TIMEOUT = 180.0
XSRF = "_streamlit_xsrf"
UNCHECKED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
UNCHECKED.check_hostname, UNCHECKED.verify_mode = False, ssl.CERT_NONE
"""What is measured is a server of this machine."""


class Visitor:
    """One open page, from an address of this machine: a web server in front may send each to another dashboard. `elements` are those that the last
    run of the page sent, by their kind; `texts` what stands in them."""

    def __init__(self, address: str, comes_from: str = "127.0.0.1"):
        parts = urlsplit(address)
        self._address, self._secure = address.rstrip("/"), parts.scheme == "https"
        self._stream = urlunsplit(("wss" if self._secure else "ws", parts.netloc, f"{parts.path.rstrip('/')}/_stcore/stream", "", ""))
        self._comes_from = comes_from
        self._states: dict[str, WidgetState] = {}
        self._page, self._query = "", ""
        self.elements: dict[str, list] = {}
        self.texts = ""

    async def __aenter__(self) -> Visitor:
        self._socket = await websockets.connect(
            self._stream,
            subprotocols=["streamlit"],
            origin=self._address,
            max_size=None,
            ssl=UNCHECKED if self._secure else None,
            local_addr=(self._comes_from, 0),
        )
        told = SimpleCookie("; ".join(self._socket.response.headers.get_all("Set-Cookie")))
        self._cookies = {name: cookie.value for name, cookie in told.items()}
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def look_at(self, page: str, query: str) -> float:
        """Goes to a page and waits until it stands; seconds."""
        self._page, self._query, self._states = page, query, {}
        return await self.run()

    async def run(self, **states: dict) -> float:
        """One run of the page with what was entered so far and `states` (id of a widget → its state's fields), in seconds. Raises RuntimeError where
        the page fails."""
        began = time.monotonic()
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = self._query, self._page
        for name, state in states.items():
            self._states[name] = WidgetState(id=name, **state)
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        # A button is pressed once.
        self._states = {name: state for name, state in self._states.items() if not state.HasField("trigger_value")}
        await self._socket.send(message.SerializeToString())
        self.elements, self.texts = {}, ""
        while True:
            answer = await self._answer()
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._take(answer.delta.new_element)
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return time.monotonic() - began

    async def upload(self, name: str, content: bytes) -> float:
        """Puts a file on the page's desk and waits for what the page makes of it; seconds."""
        began = time.monotonic()
        (desk,) = self.elements["file_uploader"]
        message = BackMsg()
        message.file_urls_request.request_id, message.file_urls_request.session_id = "upload", ""
        message.file_urls_request.file_names.append(name)
        await self._socket.send(message.SerializeToString())
        while (answer := await self._answer()).WhichOneof("type") != "file_urls_response":
            pass
        (urls,) = answer.file_urls_response.file_urls
        transport = httpx.AsyncHTTPTransport(verify=UNCHECKED, local_address=self._comes_from)
        async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT, cookies=self._cookies) as client:
            await client.get(f"{self._address}/_stcore/health")
            token = next(value for name, value in client.cookies.items() if name.endswith(XSRF))
            headers = {"Origin": self._address, "X-Xsrftoken": token}
            (await client.put(self._address + urls.upload_url, files={"file": (name, content)}, headers=headers)).raise_for_status()
        info = UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
        await self.run(**{desk.id: {"file_uploader_state_value": FileUploaderState(uploaded_file_info=[info])}})
        return time.monotonic() - began

    async def _answer(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(self._socket.recv(), TIMEOUT))
        return answer

    def _take(self, element) -> None:
        kind = element.WhichOneof("type")
        found = getattr(element, kind)
        if kind == "exception":
            raise RuntimeError(found.message)
        self.elements.setdefault(kind, []).append(found)
        self.texts += f"\n{getattr(found, 'body', '')}"
