from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from convene.core.files import actions
from convene.features.discussions import actions as discussions


def test_an_attached_file_is_shown_to_whoever_may_read_the_post(ana, ben, cleo, hidden, community, as_, client):
    for place, cleo_sees in ((hidden, 404), (community, 200)):
        file = actions.take_in(ana, SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan"))
        address = file.get_absolute_url()
        discussions.start(ana, place, title="The plan", body=f"Here: [plan]({address})", kind="discussion")
        assert as_(ana).get(address).status_code == 200
        assert as_(cleo).get(address).status_code == cleo_sees
        assert client.get(address).status_code == cleo_sees
