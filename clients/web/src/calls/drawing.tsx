/** Small drawings of what can be done in a call. The words beside them say it; they are for the eye alone. */

const PATHS = {
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  mic_off: "M9 9v2a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.9-.7M5 11a7 7 0 0 0 11 5.7M19 11a7 7 0 0 1-.6 2.8M12 18v3M3 3l18 18",
  camera: "M3 6h12v12H3zM15 10l6-4v12l-6-4z",
  camera_off: "M9 6h6v6M15 15v3H3V6h2M15 10l6-4v11M3 3l18 18",
  pad: "M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01",
  devices: "M4 7h8M16 7h4M14 5v4M4 17h2M10 17h10M8 15v4",
  hang_up: "M3 14c0-3 4-5.5 9-5.5s9 2.5 9 5.5v2.5l-5-1v-3a13 13 0 0 0-8 0v3l-5 1z",
  sound: "M4 9h4l5-4v14l-5-4H4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  sound_off: "M4 9h4l5-4v14l-5-4H4zM17 10l4 4M21 10l-4 4",
  aside: "M3 5h18v14H3zM12 12h7v5h-7z",
} as const;

export type Drawn = keyof typeof PATHS;

export function Drawing({ of }: { of: Drawn }) {
  return (
    <svg class="drawing" viewBox="0 0 24 24" aria-hidden="true" data-of={of}>
      <path d={PATHS[of]} />
    </svg>
  );
}
