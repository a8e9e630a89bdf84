/** Small drawings, each with its name for those who do not see them. */
import { channelName } from "./notifying.ts";

const PATHS: Record<string, string> = {
  messaging: "M4 5h16v11H9l-5 4z",
  voice: "M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  video: "M3 6h12v12H3zM15 10l6-4v12l-6-4z",
  email: "M3 5h18v14H3zM3 6l9 7 9-7",
  work_item: "M5 4h14v16H5zM8 9h8M8 13h8",
};

export function ChannelIcon({ channel }: { channel: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" role="img" aria-label={channelName(channel)}>
      <path d={PATHS[channel] ?? PATHS["work_item"]} />
    </svg>
  );
}
