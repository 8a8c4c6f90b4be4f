import type { Channel } from "../api/types.ts";

/** "ntfy topic willow", "webhook example.org", "Ada's phone" */
export function channelName(channel: Channel): string {
  switch (channel.kind) {
    case "NTFY":
      return `ntfy topic ${channel.topic}`;
    case "WEBHOOK":
      return `webhook ${hostOf(channel.url)}`;
    case "WEB_PUSH":
      return channel.label || "web push";
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
