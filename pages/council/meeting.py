"""A meeting on the screen in the room: one goal at a time, as everything stood when the meeting's material was frozen."""

from pages.parts import frame, meeting_keys, meeting_list, meeting_show

meeting = meeting_list.asked()

if meeting is None:
    meeting_show.none()
else:
    frame.title(meeting.title)
    place = meeting_keys.place(meeting)
    meeting_keys.bar(meeting, place)
    meeting_show.slides(meeting, place)
    meeting_show.below(meeting, place)
