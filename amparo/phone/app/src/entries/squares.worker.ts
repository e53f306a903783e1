// Works out a square of dots for a text, beside the page: few phones ever show one.
import { qrPath } from "../carry/qr";

self.onmessage = (event: MessageEvent<string>): void => self.postMessage(qrPath(event.data));
