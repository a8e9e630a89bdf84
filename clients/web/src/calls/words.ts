/** Words of a call's parts that desk and widget share; each page says them in its own tone. */
export type CallWord =
  | "call.mute"
  | "call.unmute"
  | "call.camera_off"
  | "call.camera_on"
  | "call.pad"
  | "call.dialled"
  | "call.devices"
  | "call.audioinput"
  | "call.videoinput"
  | "call.device"
  | "call.pip"
  | "call.their_muted"
  | "call.their_camera_off"
  | "call.their_held"
  | "call.their_away"
  | "call.their_video"
  | "call.your_video"
  | "call.quality_good"
  | "call.quality_fair"
  | "call.quality_poor"
  | "call.loss";

export type Say = (word: CallWord, filling?: Record<string, string | number>) => string;
