// Tells the other tabs of this browser that nobody is signed in any more: each puts its page away.

// nosemgrep: no-word-goes-elsewhere
new BroadcastChannel("session").postMessage("over");
