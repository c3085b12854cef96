"""A meeting on the screen in the room: one goal at a time, as everything stood when the meeting's material was frozen."""

from pages.council.meeting import keys, show
from pages.shared import frame, meeting_list

meeting = meeting_list.asked()

if meeting is None:
    show.none()
else:
    frame.title(meeting.title)
    place = keys.place(meeting)
    keys.bar(meeting, place)
    show.slides(meeting, place)
    show.below(meeting, place)
